import type { Condition, Reference, RenderValue, ValidateInput } from '@patchbay/http-connectors';
import type {
  ActionNode,
  ConditionNode,
  DelayNode,
  ForEachBody,
  ForEachNode,
  PlainNode,
  StopNode,
  TransformNode,
  Trigger,
  WorkflowNode,
} from '../definition/workflow.schema.js';
import type { Graph } from './graph.js';

interface Reading {
  /** What its templates read: `input`, `contact`, `run`, `now`, `item`, `index`, or the id of a node above it. */
  readonly roots: ReadonlySet<string>;
}

export type Step =
  | (Reading & { readonly kind: 'action'; readonly node: ActionNode; readonly input: RenderValue })
  | (Reading & {
      readonly kind: 'condition';
      readonly node: ConditionNode;
      readonly branches: readonly { readonly id: string; readonly when: Condition }[];
    })
  | (Reading & { readonly kind: 'delay'; readonly node: DelayNode })
  | (Reading & { readonly kind: 'transform'; readonly node: TransformNode; readonly value: RenderValue })
  | (Reading & {
      readonly kind: 'stop';
      readonly node: StopNode;
      readonly message: RenderValue | undefined;
      readonly output: RenderValue | undefined;
    })
  | (Reading & { readonly kind: 'forEach'; readonly node: ForEachNode; readonly items: RenderValue })
  | (Reading & { readonly kind: 'parallel' | 'join'; readonly node: PlainNode });

/** One graph of a workflow: the workflow's own, or what a for-each does with each item. */
export interface ScopePlan {
  readonly graph: Graph;
  readonly steps: ReadonlyMap<string, Step>;
  readonly output: (Reading & { readonly render: RenderValue }) | undefined;
}

/** A compiled definition: what a version's runs are executed by. Immutable. */
export interface WorkflowPlan {
  readonly top: ScopePlan;
  /** By the for-each's id. */
  readonly bodies: ReadonlyMap<string, ScopePlan>;
  /** The for-each a node stands in, by node id. */
  readonly ownerOf: ReadonlyMap<string, string>;
  readonly validateInput: ValidateInput;
  readonly triggers: readonly Trigger[];
}

/** A reference and the place of the template it stands in. */
export interface PlacedReference {
  readonly reference: Reference;
  readonly place: string;
  /** The template is exactly this reference, so that its JSON type is kept. */
  readonly whole: boolean;
}

/** What is known of a node's templates for further checks. */
export interface CheckedNode {
  readonly node: WorkflowNode;
  readonly path: string;
  readonly references: readonly PlacedReference[];
}

export type { ForEachBody };
