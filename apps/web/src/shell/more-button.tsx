import { Button, Center } from '@mantine/core';
import { words } from '../strings/shell.ts';

interface Paged {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** The next page of a list, when there is one. */
export const MoreButton = ({ list }: { list: Paged }) =>
  list.hasNextPage ? (
    <Center>
      <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {words.state.more}
      </Button>
    </Center>
  ) : null;
