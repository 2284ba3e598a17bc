import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Id } from './envelope.js';

const Place = { beforeTaskId: Id.optional(), afterTaskId: Id.optional() };
const atOnePlace = (i: { beforeTaskId?: string | undefined; afterTaskId?: string | undefined }) => !(i.beforeTaskId && i.afterTaskId);
const oneOnly = { error: 'Give either beforeTaskId or afterTaskId', path: ['beforeTaskId'] };

const addToProject = defineAction({
  key: 'task.add_to_project',
  title: 'Add task to project',
  description: 'Or move it inside the project, when it is there already.',
  effect: 'update',
  input: z.object({ id: Id, projectId: Id, sectionId: Id.optional(), ...Place }).refine(atOnePlace, oneOnly),
  output: z.object({ id: z.string(), projectId: z.string() }),
  async run({ input, http }) {
    // https://developers.asana.com/reference/addprojectfortask (answers nothing)
    await http.post(path`/tasks/${input.id}/addProject`, {
      json: {
        data: {
          project: input.projectId,
          section: input.sectionId,
          insert_before: input.beforeTaskId,
          insert_after: input.afterTaskId,
        },
      },
    });
    return { id: input.id, projectId: input.projectId };
  },
});

const moveToSection = defineAction({
  key: 'task.move_to_section',
  title: 'Move task to section',
  effect: 'update',
  input: z.object({ id: Id, sectionId: Id, ...Place }).refine(atOnePlace, oneOnly),
  output: z.object({ id: z.string(), sectionId: z.string() }),
  async run({ input, http }) {
    // https://developers.asana.com/reference/addtaskforsection (answers nothing)
    await http.post(path`/sections/${input.sectionId}/addTask`, {
      json: { data: { task: input.id, insert_before: input.beforeTaskId, insert_after: input.afterTaskId } },
    });
    return { id: input.id, sectionId: input.sectionId };
  },
});

export const taskPlaceActions = [addToProject, moveToSection];
