import { expect, test } from '@jest/globals';
import { EgressPolicy } from './egress-policy.js';

const REFUSED = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '::ffff:168.63.129.16',
  '::ffff:0:127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '3fff::1',
  '5f00::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '4000::1',
  'localhost',
  '',
  'not-an-address',
  '999.1.1.1',
];
const PERMITTED = [
  '1.1.1.1',
  '8.8.8.8',
  '93.184.216.34',
  '172.32.0.1',
  '100.128.0.1',
  '::ffff:8.8.8.8',
  '2606:4700:4700::1111',
  '2a00:1450:4001::1',
];

test.each(REFUSED)('refuses %s by default', (address) => {
  expect(new EgressPolicy([]).permits(address)).toBe(false);
});

test.each(PERMITTED)('permits the public address %s', (address) => {
  expect(new EgressPolicy([]).permits(address)).toBe(true);
});

test('a CIDR lifts the refusal for its addresses and for no others', () => {
  const policy = new EgressPolicy(['10.1.0.0/16', 'fd12::/16', '169.254.169.254']);
  expect(['10.1.2.3', '::ffff:10.1.2.3', 'fd12::5', '169.254.169.254'].map((address) => policy.permits(address))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['10.2.0.1', 'fd13::5', '169.254.169.253', '127.0.0.1', '::1'].map((address) => policy.permits(address))).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});

test('a CIDR in mapped notation means the IPv4 addresses', () => {
  expect(new EgressPolicy(['::ffff:127.0.0.0/104']).permits('127.9.9.9')).toBe(true);
});

test('an IPv6 range that covers mapped addresses opens no IPv4 address', () => {
  expect(new EgressPolicy(['::/0']).permits('127.0.0.1')).toBe(false);
});

test.each(['10.0.0.0/33', 'example.com', '', '10.0.0.0/x'])('names %j as no CIDR', (text) => {
  expect(() => new EgressPolicy([text])).toThrow('PATCHBAY_EGRESS_ALLOW');
});
