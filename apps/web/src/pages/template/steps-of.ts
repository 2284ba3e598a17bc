interface Step {
  name?: string;
  method: string;
  url: string;
}

/** The requests of a definition in order, those of parallel groups included. What is no text is left out. */
export function stepsOf(definition: unknown): Step[] {
  const config = member(definition, 'config');
  const steps = member(config, 'steps');
  const list = Array.isArray(steps)
    ? steps.flatMap((step) => (Array.isArray(member(step, 'steps')) ? (member(step, 'steps') as unknown[]) : [step]))
    : [config];
  return list.map((step) => {
    const name = member(step, 'name');
    return {
      ...(typeof name === 'string' ? { name } : {}),
      method: String(member(step, 'method') ?? 'GET'),
      url: String(member(step, 'url') ?? ''),
    };
  });
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
