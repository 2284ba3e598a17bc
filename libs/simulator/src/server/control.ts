import { z } from 'zod';
import { Fault, type Faults } from '../faults/fault.js';
import type { ReadRequest } from '../provider/read-request.js';
import { Reply } from '../provider/reply.js';
import type { ProviderHouse } from './provider-house.js';

/** One request that was answered. */
export interface SeenRequest {
  readonly connector: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

export const CONTROL_FOLDER = '/_simulator/';

const Limit = z.strictObject({ requests: z.int().positive(), perSeconds: z.number().positive() });

/** `/_simulator/…`: faults, limits, expiry of tokens, what was asked, and a fresh start. */
export class Control {
  constructor(
    private readonly house: ProviderHouse,
    private readonly faults: Faults,
    private readonly seen: SeenRequest[],
  ) {}

  async answer(request: ReadRequest): Promise<Reply> {
    const [name = '', key = ''] = request.path.slice(CONTROL_FOLDER.length).split('/');
    switch (`${request.method} ${name}`) {
      case 'GET providers':
        return new Reply(200, { providers: this.house.keys });
      case 'GET requests':
        return new Reply(200, { requests: this.seen });
      case 'GET faults':
        return new Reply(200, { faults: this.faults.all() });
      case 'POST faults':
        return taken(Fault, request, (fault) => this.faults.add(fault));
      case 'DELETE faults':
        return done(() => this.faults.clear());
      case 'POST reset':
        return this.reset();
      case 'GET records':
        return this.at(key, (provider) => new Reply(200, provider.records()));
      case 'POST limits':
        return this.at(key, (provider) => taken(Limit, request, (limit) => provider.limit(limit)));
      case 'POST expire':
        return this.at(key, (provider) => done(() => provider.oauth.grants.expireAll()));
      default:
        return new Reply(404, {
          error: 'There are GET providers|requests|faults|records/<key>, POST faults|reset|limits/<key>|expire/<key>, DELETE faults.',
        });
    }
  }

  private async reset(): Promise<Reply> {
    this.faults.clear();
    this.seen.length = 0;
    for (const provider of await this.house.opened()) provider.reset();
    return new Reply(204);
  }

  private async at(key: string, then: (provider: NonNullable<Awaited<ReturnType<ProviderHouse['find']>>>) => Reply): Promise<Reply> {
    const provider = await this.house.find(key);
    return provider ? then(provider) : new Reply(404, { error: `There is no provider "${key}".` });
  }
}

function done(work: () => void): Reply {
  work();
  return new Reply(204);
}

function taken<T extends z.ZodType>(schema: T, request: ReadRequest, take: (value: z.output<T>) => void): Reply {
  const parsed = schema.safeParse(request.fields);
  if (!parsed.success) return new Reply(400, { error: z.prettifyError(parsed.error) });
  return done(() => take(parsed.data));
}
