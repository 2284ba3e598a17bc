/** How a field is encoded; an object is a message. https://protobuf.dev/programming-guides/encoding/ */
export type FieldKind = 'string' | 'bytes' | 'hex' | 'uint' | 'bool' | 'fixed32' | 'fixed64' | 'sfixed64' | 'double' | MessageSchema;

export interface Field {
  readonly name: string;
  /** Messages may refer to themselves. */
  readonly kind: FieldKind | (() => MessageSchema);
  readonly repeated?: boolean;
}

/** Field number → field. */
export type MessageSchema = ReadonlyMap<number, Field>;

type Decoded = Record<string, unknown>;

const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const FIXED32 = 5;

/**
 * Reads a protobuf message into the shape of its JSON mapping: 64-bit numbers are decimal texts, `hex` bytes are hex texts (OTLP's own rule for ids).
 * Fields that the schema does not know are skipped. Throws for bytes that are no message.
 */
export function decodeMessage(bytes: Buffer, schema: MessageSchema): Decoded {
  const reader = new Reader(bytes);
  const message: Decoded = {};
  while (!reader.atEnd) {
    const tag = Number(reader.varint());
    const wire = tag & 7;
    const field = schema.get(tag >>> 3);
    if (!field) reader.skip(wire);
    else if (!field.repeated) message[field.name] = reader.value(field, wire);
    else message[field.name] = [...((message[field.name] as unknown[] | undefined) ?? []), ...reader.values(field, wire)];
  }
  return message;
}

class Reader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  get atEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.bytes.readUInt8(this.at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
  }

  /** A repeated field: one value, or many packed into one length. */
  values(field: Field, wire: number): unknown[] {
    const packed = wire === LENGTH && ['uint', 'fixed64', 'double', 'sfixed64'].includes(field.kind as string);
    if (!packed) return [this.value(field, wire)];
    const inner = new Reader(this.take());
    const found: unknown[] = [];
    while (!inner.atEnd) found.push(inner.value(field, field.kind === 'uint' ? VARINT : FIXED64));
    return found;
  }

  value(field: Field, wire: number): unknown {
    const kind = typeof field.kind === 'function' ? field.kind() : field.kind;
    if (typeof kind !== 'string') return decodeMessage(this.take(), kind);
    if (wire === VARINT) {
      const number = this.varint();
      if (kind === 'bool') return number === 1n;
      return kind === 'uint' ? BigInt.asIntN(64, number).toString() : Number(number);
    }
    if (wire === LENGTH) {
      const bytes = this.take();
      return kind === 'string' ? bytes.toString('utf8') : bytes.toString(kind === 'hex' ? 'hex' : 'base64');
    }
    return this.fixed(kind, wire);
  }

  skip(wire: number): void {
    if (wire === VARINT) this.varint();
    else if (wire === LENGTH) this.take();
    else this.at += wire === FIXED64 ? 8 : 4;
  }

  private fixed(kind: FieldKind, wire: number): unknown {
    const start = this.at;
    this.at += wire === FIXED32 ? 4 : 8;
    if (wire === FIXED32) return this.bytes.readUInt32LE(start);
    if (kind === 'double') return this.bytes.readDoubleLE(start);
    return (kind === 'sfixed64' ? this.bytes.readBigInt64LE(start) : this.bytes.readBigUInt64LE(start)).toString();
  }

  private take(): Buffer {
    const length = Number(this.varint());
    const end = this.at + length;
    if (end > this.bytes.length) throw new RangeError('The message ends in the middle of a field.');
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }
}
