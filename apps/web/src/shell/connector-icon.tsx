import { useState } from 'react';
import classes from './connector-icon.module.css';

/** Icons of the built-in connectors, as files of the app, by connector key. */
const FILES = import.meta.glob<string>('../../../../connectors/*/*/icon.svg', { query: '?url', import: 'default', eager: true });
const BUILTIN = new Map(Object.entries(FILES).map(([path, url]) => [path.split('/').at(-2), url]));
/** Only pictures inside the document: a picture from elsewhere would tell its host who looks. */
const PICTURE = /^data:image\/(svg\+xml|png|jpeg|webp|gif)[;,]/;

interface About {
  connectorKey?: string;
  icon?: string | null;
  name: string;
  size?: number;
}

/** A connector's picture: its own, an emoji, or the first letter of its name. Never markup: a hostile icon is a text or a broken picture. */
export function ConnectorIcon({ connectorKey, icon, name, size = 36 }: About) {
  const [broken, setBroken] = useState(false);
  const source = icon && PICTURE.test(icon) ? icon : connectorKey ? BUILTIN.get(connectorKey) : undefined;
  const letters = icon && !PICTURE.test(icon) ? [...icon].slice(0, 2).join('') : undefined;
  const box = { width: size, height: size, fontSize: size * 0.55 };
  if (letters && !/^[\x20-\x7e]+$/.test(letters))
    return (
      <span className={classes.box} style={box} aria-hidden>
        {letters}
      </span>
    );
  if (source && !broken)
    return (
      <img className={classes.picture} src={source} width={size} height={size} alt="" loading="lazy" onError={() => setBroken(true)} />
    );
  return (
    <span className={classes.box} style={box} aria-hidden>
      {(name.trim()[0] ?? '?').toUpperCase()}
    </span>
  );
}
