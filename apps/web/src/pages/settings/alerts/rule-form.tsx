import { Button, Group, Modal, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answer, api } from '../../../api/client.ts';
import { problemAt } from '../../../api/problem-at.ts';
import { ErrorState } from '../../../shell/states.tsx';
import { alerts as t } from '../../../strings/alerts.ts';
import { words } from '../../../strings/shell.ts';
import { ChannelFields } from './channel-fields.tsx';
import { ConditionFields } from './condition-fields.tsx';
import { bodyOf, draftOf, freshRule, KINDS, withKind, type AlertKind, type AlertRule } from './rule-draft.ts';

/** Makes a rule, or changes one. */
export function RuleForm({ rule, close }: { rule?: AlertRule | undefined; close: () => void }) {
  return (
    <Modal
      opened
      onClose={close}
      title={rule ? t.edit : t.add}
      size="lg"
      closeButtonProps={{ 'aria-label': words.act.close }}
      // A form half filled in is not lost by a click beside it.
      closeOnClickOutside={false}
    >
      <Form rule={rule} close={close} />
    </Modal>
  );
}

function Form({ rule, close }: { rule: AlertRule | undefined; close: () => void }) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => (rule ? draftOf(rule) : freshRule()));
  const save = useMutation({
    mutationFn: () => {
      const body = bodyOf(draft);
      return rule
        ? answer(api.PUT('/api/v1/alert-rules/{id}', { params: { path: { id: rule.id } }, body }))
        : answer(api.POST('/api/v1/alert-rules', { body }));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['alert-rules'] });
      notifications.show({ message: t.saved, color: 'teal' });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t.name}
          value={draft.name}
          onChange={(e) => setDraft({ ...draft, name: e.currentTarget.value })}
          error={problemAt(save.error, 'name')}
          maxLength={200}
          required
          data-autofocus
        />
        <Select
          label={t.kind}
          description={t.kindHints[draft.kind]}
          data={KINDS.map((value) => ({ value, label: t.kinds[value] ?? value }))}
          value={draft.kind}
          onChange={(v) => setDraft(withKind(draft, (v ?? 'error_rate') as AlertKind))}
          allowDeselect={false}
          error={problemAt(save.error, 'kind')}
        />
        <ConditionFields
          kind={draft.kind}
          condition={draft.condition}
          set={(patch) => setDraft({ ...draft, condition: { ...draft.condition, ...patch } })}
          error={save.error}
        />
        <ChannelFields channels={draft.channels} set={(channels) => setDraft({ ...draft, channels })} error={save.error} />
        <Switch label={words.act.on} checked={draft.enabled} onChange={(e) => setDraft({ ...draft, enabled: e.currentTarget.checked })} />
        {rule ? <Text size="xs">{t.forgets}</Text> : null}
        {save.error ? <ErrorState error={save.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {words.act.cancel}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={draft.name.trim() === ''}>
            {words.act.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
