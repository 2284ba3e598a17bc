import { Alert, Modal, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../api/client.ts';
import { connect as t } from '../strings/connect.ts';
import { words } from '../strings/shell.ts';
import { Loaded } from '../shell/states.tsx';
import { CredentialForm } from './credential-form.tsx';
import { OauthStart } from './oauth-start.tsx';
import type { Again, AuthMode, Connector } from './ways.ts';

interface ConnectDialogProps {
  connector: string;
  /** A connection that signs in again. */
  again?: Again;
  opened: boolean;
  close: () => void;
}

/** Connects an account: by a provider's own page, or by a form of the fields its kind of credential has. */
export function ConnectDialog({ connector, again, opened, close }: ConnectDialogProps) {
  const queries = useQueryClient();
  const one = useQuery({
    queryKey: ['connector', connector],
    enabled: opened,
    queryFn: () => answer(api.GET('/api/v1/connectors/{key}', { params: { path: { key: connector } } })),
  });
  const fresh = () => {
    for (const queryKey of [['connections'], ['connector', connector], ['connectors']]) void queries.invalidateQueries({ queryKey });
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={`${again ? t.again : t.dialog}: ${again?.name ?? one.data?.name ?? ''}`}
      closeButtonProps={{ 'aria-label': words.act.close }}
    >
      <Loaded query={one}>{(data) => <Ways connector={data} {...(again ? { again } : {})} fresh={fresh} close={close} />}</Loaded>
    </Modal>
  );
}

/** An own connector says nothing of how it signs in: the common kinds are offered. */
const COMMON: AuthMode[] = [
  { type: 'api_key', fields: [{ name: 'apiKey', title: words.auth.api_key ?? '', secret: true, optional: false }] },
  { type: 'bearer', fields: [{ name: 'token', title: words.auth.bearer ?? '', secret: true, optional: false }] },
];

function Ways({ connector, again, fresh, close }: { connector: Connector; again?: Again; fresh: () => void; close: () => void }) {
  const modes = connector.authModes ?? COMMON;
  const [chosen, choose] = useState('0');
  const [name, setName] = useState('');
  const mode = modes[Number(chosen)] ?? modes[0];
  const labels = modes.map((one, i) => ({ value: String(i), label: one.title ?? words.auth[one.type] ?? one.type }));
  if (!mode) return <Alert variant="outline">{words.auth.none}</Alert>;
  const form = { connector, mode, name: name.trim(), ...(again ? { again } : {}), fresh, close };
  return (
    <Stack>
      {modes.length === 1 ? null : modes.length > 3 || labels.some(({ label }) => label.length > 18) ? (
        <Select label={t.how} data={labels} value={chosen} onChange={(v) => choose(v ?? '0')} allowDeselect={false} />
      ) : (
        <SegmentedControl aria-label={t.how} data={labels} value={chosen} onChange={choose} fullWidth />
      )}
      {again ? null : (
        <TextInput
          label={t.name}
          description={t.nameHint}
          placeholder={connector.name}
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
        />
      )}
      {mode.type === 'oauth2' && mode.fields.length === 0 ? (
        <OauthStart key={chosen} {...form} />
      ) : (
        <CredentialForm key={chosen} {...form} />
      )}
    </Stack>
  );
}
