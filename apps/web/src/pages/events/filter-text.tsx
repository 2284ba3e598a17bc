import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';

/** A filter whose text lives in the address once typing settles. */
export function FilterText({
  label,
  value,
  change,
}: {
  label: string;
  value: string | undefined;
  change: (value: string | undefined) => void;
}) {
  const [text, setText] = useState(value ?? '');
  const settle = useDebouncedCallback((typed: string) => change(typed.trim() || undefined), 300);
  return (
    <TextInput
      label={label}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        settle(event.currentTarget.value);
      }}
      w={200}
    />
  );
}
