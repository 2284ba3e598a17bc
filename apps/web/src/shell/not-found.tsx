import { words } from '../strings/shell.ts';
import { ButtonLink } from './links.tsx';
import { EmptyState } from './states.tsx';

export const NotFound = () => (
  <EmptyState title={words.state.notFound} hint={words.state.notFoundHint}>
    <ButtonLink to="/" variant="default">
      {words.state.home}
    </ButtonLink>
  </EmptyState>
);
