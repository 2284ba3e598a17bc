import { Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { ErrorState, Loaded, LoadingRows } from '../../shell/states.tsx';
import { Status } from '../../shell/status.tsx';
import { settings as t } from '../../strings/manage.ts';
import { Rows } from './rows.tsx';

/** Which features the workspace has; platform admins turn the main switches. */
export function Features() {
  const queries = useQueryClient();
  const { me } = useMe();
  const list = useQuery({ queryKey: ['flags'], queryFn: () => answer(api.GET('/api/v1/feature-flags')) });
  const put = useMutation({
    mutationFn: ({ key, enabled }: { key: string; enabled: boolean }) =>
      answer(api.PUT('/api/v1/admin/feature-flags/{key}', { params: { path: { key } }, body: { enabled } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['flags'] }),
  });
  return (
    <Stack>
      <Text size="sm">{t.flagsLead}</Text>
      {put.error ? <ErrorState error={put.error} /> : null}
      <Loaded query={list} loading={<LoadingRows rows={2} />}>
        {({ data }) => (
          <Rows
            label={t.flags}
            rows={data}
            keyOf={(flag) => flag.key}
            nameOf={(flag) => flag.key}
            columns={[
              { title: t.name, cell: (flag) => flag.key },
              { title: t.meaning, cell: (flag) => flag.description },
              {
                title: t.on,
                cell: (flag) =>
                  me?.platformAdmin ? (
                    <Switch
                      aria-label={flag.key}
                      checked={flag.enabled}
                      onChange={(e) => put.mutate({ key: flag.key, enabled: e.currentTarget.checked })}
                    />
                  ) : (
                    <Status of={flag.enabled ? 'active' : 'disabled'} label={flag.enabled ? t.on : t.off} />
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </Stack>
  );
}
