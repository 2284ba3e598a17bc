// The image's health check: exit code 0 when this process can take work, in every role. Why not is for `docker inspect`.
const url = `http://127.0.0.1:${process.env.PORT || 3000}/health/ready`;
try {
  // Below the three seconds after which the engine gives up.
  const answer = await fetch(url, { signal: AbortSignal.timeout(2_500) });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
} catch (error) {
  process.stderr.write(`${error.cause?.message ?? error.message}\n`);
  process.exitCode = 1;
}
