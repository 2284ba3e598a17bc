import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answer, api } from '../api/client.ts';
import { SchemaForm } from '../forms/schema-form.tsx';
import { connect as t } from '../strings/connect.ts';
import { ConnectProblem } from './advice.tsx';
import type { AuthType, WayProps } from './ways.ts';

/** The fields of one kind of credential. Saved after a test call; when the test cannot be made, saving without it is offered. */
export function CredentialForm({ connector, mode, name, again, fresh, close }: WayProps) {
  const [fields, setFields] = useState<Record<string, string>>({});
  const [asked, setAsked] = useState<unknown>({});
  const save = useMutation({
    mutationFn: (test: boolean) => {
      const auth = { type: mode.type as AuthType, ...fields, ...(asked as object) };
      return again
        ? answer(api.PATCH('/api/v1/connections/{id}', { params: { path: { id: again.id } }, body: { auth, test } }))
        : answer(api.POST('/api/v1/connections', { body: { connector: connector.key, auth, test, ...(name ? { name } : {}) } }));
    },
    onSuccess: () => {
      fresh();
      notifications.show({ message: t.done, color: 'teal' });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(true);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {mode.fields.map((field) => {
          const Input = field.secret ? PasswordInput : TextInput;
          return (
            <Input
              key={field.name}
              label={field.title}
              description={field.description}
              required={!field.optional}
              autoComplete="off"
              {...(field.secret ? { visibilityToggleButtonProps: { 'aria-label': t.showSecret } } : {})}
              value={fields[field.name] ?? ''}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setFields(({ [field.name]: _old, ...others }) => (value === '' ? others : { ...others, [field.name]: value }));
              }}
            />
          );
        })}
        {mode.ask ? <SchemaForm schema={mode.ask} value={asked} change={setAsked} /> : null}
        {save.error ? <ConnectProblem error={save.error} /> : null}
        <Group justify="flex-end">
          {save.error ? (
            <Button variant="default" onClick={() => save.mutate(false)} disabled={save.isPending}>
              {t.saveAnyway}
            </Button>
          ) : null}
          <Button type="submit" loading={save.isPending}>
            {t.go}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
