import { Button, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answer, api, type Answer } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { JsonField } from '../../forms/json-field.tsx';
import { Confirm } from '../../shell/confirm.tsx';
import { JsonView } from '../../shell/json-view.tsx';
import { Section } from '../../shell/page.tsx';
import { ErrorState, Loaded } from '../../shell/states.tsx';
import { contacts as t } from '../../strings/manage.ts';
import { words } from '../../strings/shell.ts';

type Contact = Answer<'readContacts'>;
const FIELDS = ['firstname', 'lastname', 'email', 'phone_number', 'company', 'st_address', 'city', 'state', 'zip', 'country'] as const;

/** A new contact, or the one with this id. */
export function ContactForm({ id, close }: { id?: string; close: () => void }) {
  const one = useQuery({
    queryKey: ['contact', id],
    enabled: id !== undefined,
    queryFn: () => answer(api.GET('/api/v1/contacts/{id}', { params: { path: { id: id ?? '' } } })),
  });
  if (id === undefined) return <Form close={close} />;
  return <Loaded query={one}>{(contact) => <Form key={contact.updatedAt} contact={contact} close={close} />}</Loaded>;
}

function Form({ contact, close }: { contact?: Contact; close: () => void }) {
  const { may } = useMe();
  const [values, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(FIELDS.map((field) => [field, contact?.[field] ?? ''])),
  );
  const [custom, setCustom] = useState<unknown>(contact?.customFields ?? {});
  const save = useMutation({
    mutationFn: () => {
      const customFields = (custom ?? {}) as Record<string, unknown>;
      if (!contact) {
        const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
        return answer(api.POST('/api/v1/contacts', { body: { ...filled, customFields } }));
      }
      const all = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, value.trim() === '' ? null : value]));
      return answer(api.PATCH('/api/v1/contacts/{id}', { params: { path: { id: contact.id } }, body: { ...all, customFields } }));
    },
    onSuccess: close,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const learned = (contact?.metadata as { connectorResponses?: unknown[] } | undefined)?.connectorResponses ?? [];
  return (
    <form onSubmit={submit}>
      <Stack>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {FIELDS.map((field) => (
            <TextInput
              key={field}
              label={t.fields[field]}
              value={values[field] ?? ''}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setValues((old) => ({ ...old, [field]: value }));
              }}
            />
          ))}
        </SimpleGrid>
        <JsonField about={{ label: t.customJson }} value={custom} change={setCustom} />
        {learned.length > 0 ? (
          <Section title={t.learned}>
            <JsonView value={learned} label={t.learned} maxHeight={220} />
          </Section>
        ) : null}
        {save.error ? <ErrorState error={save.error} /> : null}
        {may('member') ? (
          <Group justify="space-between">
            {contact ? (
              <Confirm
                title={t.removeTitle}
                text={t.removeText}
                go={words.act.remove}
                run={async () => {
                  await answer(api.DELETE('/api/v1/contacts/{id}', { params: { path: { id: contact.id } } }));
                  close();
                }}
              >
                {(ask) => (
                  <Button variant="default" onClick={ask}>
                    {words.act.remove}
                  </Button>
                )}
              </Confirm>
            ) : (
              <span />
            )}
            <Button type="submit" loading={save.isPending}>
              {words.act.save}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </form>
  );
}
