import { invalidInput } from '@patchbay/kernel';

/** `read`: nothing may change. `write`: whatever concerns data. */
export type CommandKind = 'read' | 'write';

interface CommandInfo {
  readonly flags: ReadonlySet<string>;
  readonly categories: ReadonlySet<string>;
}

/** Categories of commands that concern the server, other clients or this connection instead of data, or that hold everybody up. */
const NEVER = ['@admin', '@dangerous', '@blocking', '@connection', '@pubsub', '@transaction'];
const NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

/** Decides by what the server itself says of a command (COMMAND INFO), so that modules and newer commands are judged too. */
export class CommandRules {
  private readonly known = new Map<string, CommandInfo | undefined>();

  constructor(private readonly send: (name: string, args: readonly string[]) => Promise<unknown>) {}

  async check(kind: CommandKind, name: string, args: readonly (string | Buffer)[]): Promise<void> {
    if (!NAME.test(name)) throw refused('Is not the name of a command');
    const info = await this.infoOf(name.toLowerCase(), args[0]);
    if (!info) throw refused('Is not a command this server knows');
    const bad = NEVER.find((category) => info.categories.has(category)) ?? (info.flags.has('blocking') ? '@blocking' : undefined);
    if (bad !== undefined) throw refused(`Commands of the category ${bad} cannot be run`);
    // Scripts name their keys themselves and carry neither of the first two; what carries none of the three is not about data.
    if (!['write', 'readonly', 'movablekeys'].some((flag) => info.flags.has(flag))) throw refused('Is not a command on data');
    if (kind === 'write') return;
    if (info.flags.has('write') || !info.flags.has('readonly')) throw refused('Only commands that read are allowed here; use command.run');
    // A script could run for ever, and what it may do is checked by newer servers only.
    if (info.categories.has('@scripting')) throw refused('Scripts are not allowed here; use command.run');
  }

  /** Of the subcommand where the server tells about it (since 7), else of the command. */
  private async infoOf(name: string, first: string | Buffer | undefined): Promise<CommandInfo | undefined> {
    const sub = first?.toString().toLowerCase();
    const whole = sub !== undefined && NAME.test(sub) ? `${name}|${sub}` : name;
    const cached = this.known.get(whole);
    if (cached) return cached;
    const [own, base] = readInfos(await this.send('COMMAND', ['INFO', whole, name]));
    // A command that is only a holder of subcommands has no flags, and is refused by that.
    const info = own ?? base;
    if (info && this.known.size < 1_000) this.known.set(own ? whole : name, info);
    return info;
  }
}

/** Name, arity, flags, first key, last key, step, categories, …: https://redis.io/docs/latest/commands/command/ */
function readInfos(reply: unknown): (CommandInfo | undefined)[] {
  return (Array.isArray(reply) ? reply : []).map((entry: unknown) => {
    if (!Array.isArray(entry)) return undefined;
    return { flags: words(entry[2]), categories: words(entry[6]) };
  });
}

function words(list: unknown): ReadonlySet<string> {
  return new Set((Array.isArray(list) ? list : []).map(String));
}

function refused(message: string) {
  return invalidInput([{ path: 'command', message }]);
}
