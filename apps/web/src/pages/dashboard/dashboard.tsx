import { Page } from '../../shell/page.tsx';
import { dashboard as t } from '../../strings/welcome.ts';

export const DashboardPage = () => <Page title={t.title}>{null}</Page>;
