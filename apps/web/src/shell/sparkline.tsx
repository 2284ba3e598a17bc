/** A small row of bars; its figures are told in words to those who cannot see it. */
export function Sparkline({
  values,
  label,
  width = 110,
  height = 26,
}: {
  values: readonly number[];
  label: string;
  width?: number;
  height?: number;
}) {
  const most = Math.max(1, ...values);
  const step = width / values.length;
  return (
    <svg width={width} height={height} role="img" aria-label={label} style={{ display: 'block' }}>
      {values.map((value, i) => {
        const bar = value === 0 ? 1.5 : Math.max(3, (value / most) * height);
        return (
          <rect
            key={i}
            x={i * step}
            y={height - bar}
            width={Math.max(1, step - 1.5)}
            height={bar}
            rx={1}
            fill={value === 0 ? 'var(--mantine-color-default-border)' : 'var(--mantine-color-indigo-5)'}
          />
        );
      })}
    </svg>
  );
}
