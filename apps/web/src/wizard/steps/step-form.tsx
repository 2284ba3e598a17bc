import { Checkbox, Group, Select, Stack, Tabs, Text, TextInput } from '@mantine/core';
import { build as t } from '../../strings/build.ts';
import type { BodyType, StepDraft } from '../definition.ts';
import type { Problems } from '../problems.ts';
import { VariableInput } from '../variable-input.tsx';
import type { VariableGroup } from '../variables.ts';
import { CurlButton } from './curl-button.tsx';
import { Pairs } from './pairs.tsx';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

interface StepFormProps {
  step: StepDraft;
  index: number;
  several: boolean;
  edit: (patch: Partial<StepDraft>) => void;
  problems: Problems;
  variables: VariableGroup[];
}

const counted = (label: string, n: number) => (n > 0 ? `${label} (${n})` : label);

/** One request: where it goes, what it sends, what of the answer gets a name, and when it runs. */
export function StepForm({ step, index, several, edit, problems, variables }: StepFormProps) {
  const at = `steps.${index}`;
  // Secrets may not stand in an address: it is logged by everyone on the way.
  const inUrl = variables.filter(({ name }) => name !== 'workspace');
  return (
    <Stack gap="sm">
      <Group align="flex-start" gap="sm">
        <Select
          label={t.method}
          data={METHODS}
          value={step.method}
          onChange={(method) => edit({ method: method ?? 'GET' })}
          w={112}
          allowDeselect={false}
        />
        <div style={{ flex: '1 1 240px' }}>
          <VariableInput
            label={t.url}
            placeholder="https://api.example.com/people/{{input.email}}"
            value={step.url}
            change={(url) => edit({ url })}
            variables={inUrl}
            error={problems[`${at}.url`]}
          />
        </div>
        <CurlButton fill={edit} taken={step} />
      </Group>
      {several ? (
        <Group align="flex-start" gap="sm" grow>
          <TextInput label={t.stepName} value={step.name} onChange={(e) => edit({ name: e.currentTarget.value })} maxLength={200} />
          <TextInput
            label={t.stepId}
            value={step.id}
            onChange={(e) => edit({ id: e.currentTarget.value.trim() })}
            error={problems[`${at}.id`]}
            spellCheck={false}
          />
        </Group>
      ) : null}
      <RequestTabs step={step} edit={edit} variables={variables} bodyProblem={problems[`${at}.body`]} several={several} />
      {index > 0 ? (
        <Checkbox
          label={t.parallel}
          description={t.parallelHint}
          checked={step.parallel}
          onChange={(e) => edit({ parallel: e.currentTarget.checked })}
        />
      ) : null}
    </Stack>
  );
}

interface TabsProps {
  step: StepDraft;
  edit: (patch: Partial<StepDraft>) => void;
  variables: VariableGroup[];
  bodyProblem: string | undefined;
  several: boolean;
}

function RequestTabs({ step, edit, variables, bodyProblem, several }: TabsProps) {
  const noBody = step.method === 'GET' || step.method === 'HEAD';
  return (
    <Tabs defaultValue={noBody ? 'query' : 'body'} keepMounted={false}>
      <Tabs.List mb="sm">
        <Tabs.Tab value="query">{counted(t.tabs.query, step.query.length)}</Tabs.Tab>
        <Tabs.Tab value="headers">{counted(t.tabs.headers, step.headers.length)}</Tabs.Tab>
        <Tabs.Tab value="body">{t.tabs.body}</Tabs.Tab>
        <Tabs.Tab value="output">{counted(t.tabs.output, step.output.length)}</Tabs.Tab>
        {several ? <Tabs.Tab value="condition">{t.tabs.condition}</Tabs.Tab> : null}
      </Tabs.List>
      <Tabs.Panel value="query">
        <Pairs what={t.tabs.query} pairs={step.query} change={(query) => edit({ query })} add={t.addQuery} variables={variables} />
      </Tabs.Panel>
      <Tabs.Panel value="headers">
        <Pairs what={t.tabs.headers} pairs={step.headers} change={(headers) => edit({ headers })} add={t.addHeader} variables={variables} />
      </Tabs.Panel>
      <Tabs.Panel value="body">
        {noBody ? (
          <Text size="sm">{t.noBody}</Text>
        ) : (
          <Stack gap="sm">
            <Select
              label={t.bodyType}
              data={Object.entries(t.bodyTypes).map(([value, label]) => ({ value, label }))}
              value={step.bodyType}
              onChange={(v) => edit({ bodyType: (v ?? 'json') as BodyType })}
              allowDeselect={false}
              w={160}
            />
            <VariableInput
              multiline
              label={t.body}
              value={step.body}
              change={(body) => edit({ body })}
              variables={variables}
              error={bodyProblem}
            />
          </Stack>
        )}
      </Tabs.Panel>
      <Tabs.Panel value="output">
        <Stack gap="sm">
          <Text size="sm">{t.outputHint}</Text>
          <Pairs what={t.tabs.output} pairs={step.output} change={(output) => edit({ output })} add={t.addOutput} valueLabel={t.path} />
        </Stack>
      </Tabs.Panel>
      <Tabs.Panel value="condition">
        <VariableInput
          label={t.condition}
          description={t.conditionHint}
          value={step.condition}
          change={(condition) => edit({ condition })}
          variables={variables}
        />
      </Tabs.Panel>
    </Tabs>
  );
}
