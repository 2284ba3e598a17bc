import { ActionIcon, Menu, ScrollArea, Text, Textarea, TextInput, Tooltip } from '@mantine/core';
import { useRef, type ChangeEvent } from 'react';
import { build as t } from '../strings/build.ts';
import type { VariableGroup } from './variables.ts';

interface VariableInputProps {
  label: string;
  value: string;
  change: (value: string) => void;
  variables: VariableGroup[];
  description?: string;
  placeholder?: string;
  error?: string | undefined;
  multiline?: boolean;
  required?: boolean;
  hideLabel?: boolean;
}

const titleOf = ({ name }: VariableGroup) => (typeof name === 'string' ? (t.groups[name] ?? name) : name.step);

/** A text that may hold variables. The button lists what may stand here and inserts it at the cursor. */
export function VariableInput({ label, value, change, variables, multiline = false, hideLabel = false, ...rest }: VariableInputProps) {
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const insert = (text: string) => {
    const [from, to] = [field.current?.selectionStart ?? value.length, field.current?.selectionEnd ?? value.length];
    // A variable that was begun by hand is finished.
    const head = value.slice(0, from).replace(/\{\{\s*[\w.]*$/, '');
    change(head + text + value.slice(to));
    const cursor = head.length + text.length;
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(cursor, cursor);
    });
  };
  const picker = (
    <Menu position="bottom-end" width={300} returnFocus>
      <Menu.Target>
        <Tooltip label={t.insert}>
          <ActionIcon variant="subtle" color="gray" c="var(--mantine-color-text)" aria-label={`${t.insert}: ${label}`}>
            <Text span ff="monospace" size="xs" fw={700}>
              {'{ }'}
            </Text>
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah={320} type="auto">
          {variables.length === 0 ? <Menu.Label>{t.noVariables}</Menu.Label> : null}
          {variables.map((group) => (
            <div key={titleOf(group)}>
              <Menu.Label>{titleOf(group)}</Menu.Label>
              {group.variables.map((one) => (
                <Menu.Item key={one.text} onClick={() => insert(one.text)} ff="monospace" fz="xs">
                  {one.label}
                </Menu.Item>
              ))}
            </div>
          ))}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  );
  const common = {
    ...(hideLabel ? { 'aria-label': label } : { label }),
    ...rest,
    ref: field,
    value,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => change(event.currentTarget.value),
    rightSection: picker,
    spellCheck: false,
    autoComplete: 'off',
    styles: { input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } },
  };
  return multiline ? (
    <Textarea {...common} autosize minRows={4} maxRows={18} rightSectionProps={{ style: { alignItems: 'flex-start', paddingTop: 4 } }} />
  ) : (
    <TextInput {...common} />
  );
}
