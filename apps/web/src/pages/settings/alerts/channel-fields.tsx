import { Button, Fieldset, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api, ApiProblem } from '../../../api/client.ts';
import { wholeList } from '../../../api/pages.ts';
import { problemAt } from '../../../api/problem-at.ts';
import { useConnectorNames } from '../../../api/use-connector-names.ts';
import { AccountSelect } from '../../../connect/account-select.tsx';
import { asSchema, type Schema } from '../../../forms/schema.ts';
import { SchemaForm } from '../../../forms/schema-form.tsx';
import { ErrorState } from '../../../shell/states.tsx';
import { alerts as t } from '../../../strings/alerts.ts';
import { words } from '../../../strings/shell.ts';
import { newKey, type ChannelDraft } from './rule-draft.ts';

const MOST = 5;
type Webhook = Extract<ChannelDraft, { type: 'webhook' }>;
type Action = Extract<ChannelDraft, { type: 'action' }>;

interface ChannelsProps {
  channels: readonly ChannelDraft[];
  set: (channels: ChannelDraft[]) => void;
  error: unknown;
}

/** Who is told beside the workspace's events. */
export function ChannelFields({ channels, set, error }: ChannelsProps) {
  const put = (channel: ChannelDraft) => set(channels.map((one) => (one.key === channel.key ? channel : one)));
  return (
    <Stack gap="sm" component="section" aria-label={t.channels}>
      <div>
        <Text size="sm" fw={600}>
          {t.channels}
        </Text>
        <Text size="xs">{t.channelsHint}</Text>
      </div>
      {channels.map((channel, i) => (
        <Fieldset key={channel.key} legend={`${t.channel(i + 1)} · ${channel.type === 'webhook' ? t.webhook : t.action}`} p="sm">
          <Stack gap="sm">
            {channel.type === 'webhook' ? (
              <WebhookFields channel={channel} put={put} error={error} at={`channels[${i}]`} />
            ) : (
              <ActionFields channel={channel} put={put} error={error} at={`channels[${i}]`} />
            )}
            <Group justify="flex-end">
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t.removeChannel(i + 1)}
                onClick={() => set(channels.filter(({ key }) => key !== channel.key))}
              >
                {words.act.remove}
              </Button>
            </Group>
          </Stack>
        </Fieldset>
      ))}
      {channels.length < MOST ? (
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => set([...channels, { key: newKey(), type: 'webhook', url: '' }])}>
            {t.addWebhook}
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={() => set([...channels, { key: newKey(), type: 'action', connector: '', input: {} }])}
          >
            {t.addAction}
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}

interface ChannelProps<T> {
  channel: T;
  put: (channel: ChannelDraft) => void;
  error: unknown;
  /** Where it stands in the body. */
  at: string;
}

function WebhookFields({ channel, put, error, at }: ChannelProps<Webhook>) {
  const credentials = useQuery({
    queryKey: ['credentials', 'all'],
    queryFn: () => wholeList((cursor) => answer(api.GET('/api/v1/credentials', { params: { query: { limit: 200, cursor } } }))),
  });
  const names = new Set(credentials.data?.map(({ name }) => name));
  if (channel.signWith !== undefined) names.add(channel.signWith);
  const { signWith: _old, ...unsigned } = channel;
  return (
    <>
      <TextInput
        label={t.url}
        description={t.urlHint}
        placeholder="https://example.com/alerts"
        value={channel.url}
        onChange={(e) => put({ ...channel, url: e.currentTarget.value.trim() })}
        error={problemAt(error, `${at}.url`)}
        required
      />
      <Select
        label={t.signWith}
        description={t.signWithHint}
        placeholder={t.unsigned}
        data={[...names]}
        value={channel.signWith ?? null}
        onChange={(v) => put(v === null ? unsigned : { ...channel, signWith: v })}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': words.act.clear }}
        error={problemAt(error, `${at}.signWith`)}
      />
    </>
  );
}

function ActionFields({ channel, put, error, at }: ChannelProps<Action>) {
  const names = useConnectorNames();
  const { connector, action } = channel;
  const detail = useQuery({
    queryKey: ['connector', connector],
    enabled: connector !== '',
    queryFn: () => answer(api.GET('/api/v1/connectors/{key}', { params: { path: { key: connector } } })),
  });
  const actions = detail.data?.actions.filter(({ effect }) => effect !== 'read') ?? [];
  const chosen = actions.find(({ key }) => key === action);
  const pick = (key: string | null) => {
    const found = actions.find((one) => one.key === key);
    if (found) put({ ...channel, action: found.key, input: beginning(asSchema(found.inputSchema)) });
  };
  const custom = detail.data?.source === 'custom';
  return (
    <>
      <Select
        label={t.via}
        placeholder={t.chooseConnector}
        data={[...names].map(([value, label]) => ({ value, label }))}
        value={connector || null}
        onChange={(v) => put({ key: channel.key, type: 'action', connector: v ?? '', input: {} })}
        searchable
        required
        allowDeselect={false}
        error={problemAt(error, `${at}.connector`)}
      />
      {detail.error instanceof ApiProblem ? <ErrorState error={detail.error} /> : null}
      {custom ? null : (
        <Select
          label={t.chooseAction}
          data={actions.map(({ key, title }) => ({ value: key, label: title }))}
          value={action ?? null}
          onChange={pick}
          disabled={actions.length === 0}
          searchable
          required
          allowDeselect={false}
          error={problemAt(error, `${at}.action`)}
        />
      )}
      {connector === '' ? (
        <Text size="xs">{t.fill}</Text>
      ) : (
        <AccountSelect
          connector={connector}
          value={channel.connectionId ?? null}
          change={(id) => {
            const { connectionId: _old, ...rest } = channel;
            put(id === null ? rest : { ...rest, connectionId: id });
          }}
        />
      )}
      {chosen || custom ? (
        <>
          <Text size="xs">{t.texts}</Text>
          <SchemaForm
            key={`${connector} ${action ?? ''}`}
            schema={chosen?.inputSchema ?? {}}
            value={channel.input}
            change={(input) => put({ ...channel, input: input ?? {} })}
          />
          {problemAt(error, `${at}.input`) ? <Text c="var(--mantine-color-error)">{problemAt(error, `${at}.input`)}</Text> : null}
        </>
      ) : null}
    </>
  );
}

/** Members that carry a headline or a text, by their usual names, begin with the alert's own. */
function beginning(schema: Schema): Record<string, unknown> {
  const begins: [RegExp, string][] = [
    [/^(subject|title)$/i, '{{alert.title}}'],
    [/^(text|body|message|content)$/i, '{{alert.text}}'],
  ];
  const members = Object.entries(schema.properties ?? {}).filter(([, member]) => member.type === 'string');
  return Object.fromEntries(
    members.flatMap(([name]) => begins.flatMap(([named, text]) => (named.test(name) ? [[name, text] as const] : []))),
  );
}
