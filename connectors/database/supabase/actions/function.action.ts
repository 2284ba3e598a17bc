import { defineAction, path } from '@patchbay/connector-sdk';
import { z } from 'zod';
import { Row, Schema } from './rest-query.js';

const call = defineAction({
  key: 'function.call',
  title: 'Call a database function',
  effect: 'create',
  input: z.object({ function: z.string().min(1).max(128), schema: Schema, args: Row.default({}) }),
  // Absent: the function answers nothing.
  output: z.object({ result: z.unknown().optional() }),
  async run({ input, http }) {
    const options = { json: input.args, headers: { 'content-profile': input.schema } };
    // https://docs.postgrest.org/en/v13/references/api/functions.html
    return { result: await http.post(path`/rest/v1/rpc/${input.function}`, { ...options, expect: z.json().optional() }) };
  },
});

export const functionActions = [call];
