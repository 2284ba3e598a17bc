import { Button, FileButton } from '@mantine/core';
import { useState } from 'react';
import { ErrorState } from '../../../shell/states.tsx';
import { workflows as t } from '../../../strings/workflows.ts';
import { useImport } from './use-import.ts';

/** Makes a workflow out of an exported file. */
export function ImportButton() {
  const bring = useImport();
  const [bad, setBad] = useState(false);
  const read = async (file: File | null) => {
    if (!file) return;
    const value = await file
      .text()
      .then((text): unknown => JSON.parse(text))
      .catch(() => undefined);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    setBad(!isObject);
    if (isObject) bring.mutate(value);
  };
  return (
    <>
      <FileButton onChange={(file) => void read(file)} accept="application/json,.json" inputProps={{ 'aria-label': t.importFile }}>
        {(props) => (
          <Button variant="default" loading={bring.isPending} {...props}>
            {t.importFile}
          </Button>
        )}
      </FileButton>
      {bad ? <ErrorState error={new Error(t.noFile)} /> : bring.error ? <ErrorState error={bring.error} /> : null}
    </>
  );
}
