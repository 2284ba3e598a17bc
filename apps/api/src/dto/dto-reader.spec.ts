import { describe, expect, test } from '@jest/globals';
import { isPlatformError, type FieldProblem } from '@patchbay/kernel';
import { readBody, readQuery } from './dto-reader.js';
import { Choice, Flag, JsonField, JsonObjectField, Moment, Nested, NestedList, Text, Whole } from './field.js';
import { schemaOf } from './field-registry.js';
import { PageQuery } from './page.dto.js';

class Wheel {
  @Text({ max: 5 })
  name!: string;
}

class Car {
  @Text({ max: 10, example: 'Herbie' })
  name!: string;

  @Choice(['red', 'blue'], { optional: true })
  colour?: string;

  @Nested(() => Wheel, { optional: true })
  spare?: Wheel;

  @NestedList(() => Wheel, { max: 2, optional: true })
  wheels?: Wheel[];

  @JsonObjectField({ optional: true })
  extra?: object;

  @Text({ max: 5, optional: true, nullable: true })
  plate?: string | null;
}

class Search extends PageQuery {
  @Flag({ optional: true })
  sold?: boolean;

  @Moment({ optional: true })
  from?: string;

  @Whole({ min: 1, max: 9, optional: true })
  seats?: number;
}

function problems(work: () => unknown): readonly FieldProblem[] {
  try {
    work();
  } catch (error) {
    if (isPlatformError(error) && error.code === 'input_invalid') return error.detail.errors ?? [];
    throw error;
  }
  return [];
}
const paths = (work: () => unknown): string[] => problems(work).map((problem) => problem.path);

describe('reading a body', () => {
  test('gives an instance of what was declared', () => {
    const car = readBody(Car, { name: 'Herbie', spare: { name: 'a' }, wheels: [{ name: 'b' }], extra: { any: [1] }, plate: null });
    expect(car).toBeInstanceOf(Car);
    expect(car.spare).toBeInstanceOf(Wheel);
    expect(car).toMatchObject({ name: 'Herbie', wheels: [{ name: 'b' }], extra: { any: [1] }, plate: null });
  });

  test.each([
    [{ name: 'x', speed: 1 }, 'speed'],
    [{ name: 'x', constructor: 'y' }, 'constructor'],
    [{ name: 'x', toString: 'y' }, 'toString'],
    [{ name: 'x', 'a.b': 1 }, '["a.b"]'],
    [{ name: 'x', spare: { name: 'a', size: 2 } }, 'spare.size'],
    [{ name: 'x', wheels: [{ name: 'a' }, { name: 'b', nome: 'b' }] }, 'wheels[1].nome'],
  ])('names the unknown field of %j', (body, path) => {
    expect(problems(() => readBody(Car, body))).toEqual([{ path, message: 'is not a known field' }]);
  });

  test.each([
    [{}, 'name'],
    [{ name: 7 }, 'name'],
    [{ name: '' }, 'name'],
    [{ name: 'x'.repeat(11) }, 'name'],
    [{ name: null }, 'name'],
    [{ name: { length: 3 } }, 'name'],
    [{ name: 'x', colour: 'green' }, 'colour'],
    [{ name: 'x', colour: null }, 'colour'],
    [{ name: 'x', colour: ['red'] }, 'colour'],
    [{ name: 'x', spare: 'y' }, 'spare'],
    [{ name: 'x', spare: { name: 5 } }, 'spare.name'],
    [{ name: 'x', wheels: {} }, 'wheels'],
    [{ name: 'x', wheels: [{ name: 'a' }, { name: 1 }] }, 'wheels[1].name'],
    [{ name: 'x', wheels: [null] }, 'wheels[0]'],
    [{ name: 'x', extra: [] }, 'extra'],
    [{ name: 'x', extra: 'y' }, 'extra'],
  ])('names the wrong field of %j', (body, path) => {
    expect(paths(() => readBody(Car, body))).toEqual([path]);
  });

  test('names every required field that is missing, objects and free values too', () => {
    class Order {
      @Nested(() => Wheel)
      wheel!: Wheel;

      @JsonField()
      note!: unknown;

      @Text({ max: 5 })
      name!: string;
    }
    expect(problems(() => readBody(Order, {}))).toEqual(['wheel', 'note', 'name'].map((path) => ({ path, message: 'is required' })));
    expect(paths(() => readBody(Order, { wheel: {}, note: null, name: 'x' }))).toEqual(['wheel.name']);
    expect(paths(() => readBody(Order, { wheel: null, note: null, name: 'x' }))).toEqual(['wheel']);
  });

  test.each([[undefined], [null], ['x'], [1], [[]], [true]])('refuses %j as a body', (body) => {
    expect(paths(() => readBody(Car, body))).toEqual(['']);
  });
});

describe('reading query parameters', () => {
  test('turns text into what was declared and takes empty ones as absent', () => {
    expect(readQuery(Search, { limit: '20', sold: 'true', seats: '4', from: '2026-01-31T12:00:00Z', cursor: '' })).toEqual({
      limit: 20,
      sold: true,
      seats: 4,
      from: '2026-01-31T12:00:00Z',
    });
    expect(Object.keys(readQuery(Search, { limit: '20' }))).toEqual(['limit']);
  });

  test.each([
    [{ limit: '0' }, 'limit'],
    [{ limit: '201' }, 'limit'],
    [{ limit: '1e2' }, 'limit'],
    [{ limit: ['1', '2'] }, 'limit'],
    [{ limit: '9'.repeat(400) }, 'limit'],
    [{ sold: 'yes' }, 'sold'],
    [{ seats: '4.5' }, 'seats'],
    [{ from: 'yesterday' }, 'from'],
    [{ from: '2026-02-30T00:00:00Z' }, 'from'],
    [{ cursor: '\0' }, 'cursor'],
    [{ page: '2' }, 'page'],
  ])('names the wrong parameter of %j', (query, path) => {
    expect(paths(() => readQuery(Search, query))).toEqual([path]);
  });
});

test('the published schema says what is checked', () => {
  expect(schemaOf(Car)).toMatchObject({
    type: 'object',
    required: ['name'],
    additionalProperties: false,
    properties: {
      name: { type: 'string', minLength: 1, maxLength: 10, examples: ['Herbie'] },
      plate: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      wheels: { type: 'array', items: { required: ['name'] } },
    },
  });
});
