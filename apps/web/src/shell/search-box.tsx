import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { words } from '../strings/shell.ts';
import { Icon } from './icons.tsx';

interface SearchBoxProps {
  value: string | undefined;
  change: (value: string | undefined) => void;
  placeholder?: string;
}

/** A search whose text lives in the address: typing settles before it does, and "back" brings the old text back. */
export function SearchBox({ value, change, placeholder }: SearchBoxProps) {
  const [text, setText] = useState(value ?? '');
  const sent = useRef(value ?? '');
  const settle = useDebouncedCallback((typed: string) => {
    sent.current = typed;
    change(typed || undefined);
  }, 250);
  useEffect(() => {
    if ((value ?? '') === sent.current) return;
    sent.current = value ?? '';
    setText(value ?? '');
  }, [value]);
  return (
    <TextInput
      type="search"
      aria-label={words.act.search}
      placeholder={placeholder ?? words.act.search}
      leftSection={<Icon name="search" size={16} />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        settle(event.currentTarget.value);
      }}
      miw={200}
      flex={1}
      maw={360}
    />
  );
}
