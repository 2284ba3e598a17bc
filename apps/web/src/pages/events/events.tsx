import { Page } from '../../shell/page.tsx';
import { words } from '../../strings/shell.ts';

export const EventsPage = () => <Page title={words.nav.events}>{null}</Page>;
