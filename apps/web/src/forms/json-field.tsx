import { JsonInput } from '@mantine/core';
import { useState } from 'react';
import { words } from '../strings/shell.ts';

/** Any JSON. What cannot be read stays in the field with its reason, and the last readable value counts. */
export function JsonField({
  about,
  value,
  change,
}: {
  about: { error?: string; label: string };
  value: unknown;
  change: (value: unknown) => void;
}) {
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)));
  const [bad, setBad] = useState(false);
  const edit = (given: string) => {
    setText(given);
    try {
      change(given.trim() === '' ? undefined : JSON.parse(given));
      setBad(false);
    } catch {
      setBad(true);
    }
  };
  return (
    <JsonInput
      {...about}
      value={text}
      onChange={edit}
      error={bad ? words.json.bad : about.error}
      autosize
      minRows={2}
      maxRows={16}
      spellCheck={false}
    />
  );
}
