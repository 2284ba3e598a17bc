// The image's health check: exit code 0 when this process can take work, in every role.
const url = `http://127.0.0.1:${process.env.PORT || 3000}/health/ready`;
// Below the three seconds after which the engine gives up.
const answer = await fetch(url, { signal: AbortSignal.timeout(2_500) }).catch(() => undefined);
process.exitCode = answer?.ok ? 0 : 1;
