import { Button, Code, CopyButton, Group, Stack, Table, Tabs, Text, Tooltip } from '@mantine/core';
import { ErrorState } from '../../shell/states.tsx';
import { Icon } from '../../shell/icons.tsx';
import { JsonView } from '../../shell/json-view.tsx';
import { execution as t } from '../../strings/executions.ts';
import { curlOf } from './curl.ts';
import type { Attempt, Step } from './timeline.ts';

const Headers = ({ of: headers, label }: { of: Record<string, string>; label: string }) => (
  <Table.ScrollContainer minWidth={320} scrollAreaProps={{ tabIndex: 0 }}>
    <Table aria-label={label} withRowBorders={false} verticalSpacing={2}>
      <Table.Tbody>
        {Object.entries(headers).map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th fw={500} w={180} style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Table.ScrollContainer>
);

function Body({ value, label }: { value: unknown; label: string }) {
  if (value === undefined) return <Text size="sm">{t.noBody}</Text>;
  return <JsonView value={value} label={label} />;
}

/** What went over the wire, as far as it may be shown: secrets were replaced before it was stored. */
export function Exchange({ of: one }: { of: Step | Attempt }) {
  const { request, response, error } = one;
  return (
    <Stack gap="sm">
      {error ? <ErrorState error={new Error(error.message)} title={error.code.replaceAll('_', ' ')} /> : null}
      {request ? (
        <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
          <Code style={{ overflowWrap: 'anywhere' }}>
            {request.method} {request.url}
            {response ? ` → ${response.status}` : ''}
          </Code>
          <CopyButton value={curlOf(request)}>
            {({ copied, copy }) => (
              <Tooltip label={t.curlHint}>
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={copy}
                  leftSection={<Icon name={copied ? 'check' : 'copy'} size={13} />}
                  style={{ flex: 'none' }}
                >
                  {t.curl}
                </Button>
              </Tooltip>
            )}
          </CopyButton>
        </Group>
      ) : null}
      {request || response ? (
        <Tabs defaultValue={response ? 'response' : 'request'} keepMounted={false}>
          <Tabs.List mb="xs">
            {response ? <Tabs.Tab value="response">{t.response}</Tabs.Tab> : null}
            {request ? <Tabs.Tab value="request">{t.request}</Tabs.Tab> : null}
            {'output' in one && one.output !== undefined ? <Tabs.Tab value="output">{t.output}</Tabs.Tab> : null}
          </Tabs.List>
          {response ? (
            <Tabs.Panel value="response">
              <Body value={response.body} label={`${t.response}: ${t.body}`} />
              <Headers of={response.headers} label={`${t.response}: ${t.headers}`} />
            </Tabs.Panel>
          ) : null}
          {request ? (
            <Tabs.Panel value="request">
              {request.body === undefined ? null : <Body value={request.body} label={`${t.request}: ${t.body}`} />}
              <Headers of={request.headers} label={`${t.request}: ${t.headers}`} />
            </Tabs.Panel>
          ) : null}
          {'output' in one ? (
            <Tabs.Panel value="output">
              <Body value={one.output} label={t.output} />
            </Tabs.Panel>
          ) : null}
        </Tabs>
      ) : null}
      {'reason' in one && one.reason ? <Text size="sm">{one.reason}</Text> : null}
    </Stack>
  );
}
