import { ActionIcon, Box, CopyButton, Tooltip } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { words } from '../strings/shell.ts';
import { Icon } from './icons.tsx';
import classes from './json-view.module.css';

/** Lines shown of one list or object; the rest on demand. */
const STEP = 100;
type Pick = (path: string, value: unknown) => void;

/** JMESPath of a member: names that are no plain words are quoted. */
export const memberPath = (path: string, key: string | number): string =>
  typeof key === 'number' ? `${path}[${key}]` : `${path === '' ? '' : `${path}.`}${/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)}`;

/** JSON as a tree of texts: nothing in it is ever read as markup. With `pick`, plain values are buttons that tell their path. */
export function JsonView({ value, label, pick, maxHeight = 360 }: { value: unknown; label: string; pick?: Pick; maxHeight?: number }) {
  return (
    <Box pos="relative">
      <CopyButton value={JSON.stringify(value, null, 2) ?? ''}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? words.act.copied : words.act.copy}>
            <ActionIcon className={classes.copy} variant="default" size="sm" onClick={copy} aria-label={`${words.act.copy}: ${label}`}>
              <Icon name={copied ? 'check' : 'copy'} size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
      <div className={classes.view} tabIndex={0} role="region" aria-label={label} style={{ maxHeight }}>
        <Node value={value} path="" depth={0} {...(pick ? { pick } : {})} />
      </div>
    </Box>
  );
}

function Node({ value, path, depth, name, pick }: { value: unknown; path: string; depth: number; name?: ReactNode; pick?: Pick }) {
  const [shown, setShown] = useState(STEP);
  const head = name === undefined ? null : <span className={classes.name}>{name}: </span>;
  if (value === null || typeof value !== 'object') {
    const text = value === undefined ? words.json.empty : JSON.stringify(value);
    const leaf = <span className={classes[value === null ? 'null' : typeof value] ?? ''}>{text}</span>;
    return (
      <div className={classes.line}>
        {head}
        {pick && path !== '' ? (
          <button type="button" className={classes.pick} onClick={() => pick(path, value)} aria-label={`${words.json.copyPath} ${path}`}>
            {leaf}
          </button>
        ) : (
          leaf
        )}
      </div>
    );
  }
  const entries: [string | number, unknown][] = Array.isArray(value) ? value.map((v, i) => [i, v]) : Object.entries(value);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (entries.length === 0)
    return (
      <div className={classes.line}>
        {head}
        {open}
        {close}
      </div>
    );
  return (
    <details open={depth < 3} className={classes.node}>
      <summary>
        {head}
        {open}{' '}
        <span className={classes.count}>{Array.isArray(value) ? words.json.items(entries.length) : words.json.fields(entries.length)}</span>
      </summary>
      <div className={classes.inside}>
        {entries.slice(0, shown).map(([key, member]) => (
          <Node key={key} name={key} value={member} path={memberPath(path, key)} depth={depth + 1} {...(pick ? { pick } : {})} />
        ))}
        {entries.length > shown ? (
          <button type="button" className={classes.pick} onClick={() => setShown(shown + STEP)}>
            {words.state.more} ({entries.length - shown})
          </button>
        ) : null}
      </div>
      {close}
    </details>
  );
}
