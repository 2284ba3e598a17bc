import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { sessionHeaders } from '../../api/session.ts';
import { saveFile } from '../../shell/save-file.ts';
import { ErrorState } from '../../shell/states.tsx';
import { events as t } from '../../strings/manage.ts';

/** Saves an export as a file. A plain link could not carry the credential. */
export function CsvButton({ path, name }: { path: string; name: string }) {
  const save = useMutation({
    mutationFn: async () => {
      const response = await fetch(path, { headers: sessionHeaders() });
      if (!response.ok) throw new Error(response.statusText);
      saveFile(await response.blob(), name);
    },
  });
  return (
    <>
      <Button variant="default" onClick={() => save.mutate()} loading={save.isPending}>
        {t.exportCsv}
      </Button>
      {save.error ? <ErrorState error={save.error} /> : null}
    </>
  );
}
