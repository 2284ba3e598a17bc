import { Text } from '@mantine/core';
import type { Connector } from '../../connect/ways.ts';

export const Versions = ({ connector }: { connector: Connector }) => <Text>{connector.version}</Text>;
