// Node flags of the server. By default V8 lets the heap grow to several times what is alive before it cleans up: measured 500 MiB under load
// with 70 MB alive. Growing in smaller steps holds it below 300 MiB at no cost that could be measured (docs/performance.md).
export const SERVER_FLAGS = ['--heap-growing-percent=60', '--max-semi-space-size=32'];
