/* How numbers, durations and times are written. Knows nothing of the page. */

const WHOLE = new Intl.NumberFormat('en-US');
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const ZONE = DAY.resolvedOptions().timeZone;

const STEPS = Array.from({ length: 57 }, (_, i) => [1, 2, 5][i % 3] * 10 ** (Math.floor(i / 3) - 2)); // 0.01, 0.02, 0.05, 0.1 ...
const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

const DURATIONS = [[1, 'ns'], [1e3, 'µs'], [1e6, 'ms'], [1e9, 's'], [60e9, 'min'], [3600e9, 'h'], [86400e9, 'd']];
const BYTES = [[1, 'B'], [1024, 'kB'], [1024 ** 2, 'MB'], [1024 ** 3, 'GB'], [1024 ** 4, 'TB'], [1024 ** 5, 'PB']];
const COUNT = { unit: 'count' };
const TIME = { unit: 'nanoseconds' };

/** How much one of the unit is in which a value of that size is written, and the unit's name, which a count has none of. */
function unitFor(value, type) {
  const units = type.unit === 'nanoseconds' ? DURATIONS : type.unit === 'bytes' ? BYTES : [[1, type.unit === 'count' ? '' : type.unit]];
  return units.filter(([factor]) => Math.abs(value) >= factor).pop() ?? units[0];
}

/** Whole numbers in full, others with three digits. */
function figure(number) {
  const size = Math.abs(number);
  return size >= 99.95 || Number.isInteger(number) ? WHOLE.format(Math.round(number))
    : size < 0.01 ? (number < 0 ? '-' : '') + '<0.01' : number.toFixed(size >= 9.995 ? 1 : 2);
}

function worded(value, type) {
  const [factor, unit] = unitFor(value, type);
  return figure(value / factor) + (value !== 0 && unit ? '\u00a0' + unit : '');
}

function signed(value, type) {
  return (value > 0 ? '+' : value < 0 ? '−' : '±') + worded(Math.abs(value), type);
}

function duration(nanos) {
  return nanos === 0 ? '0\u00a0s' : worded(nanos, TIME);
}

function percent(part, whole) {
  return whole === 0 ? '0\u00a0%' : (100 * part / whole).toFixed(1) + '\u00a0%';
}

/** The reader's own clock; as many decimals as instants are apart. */
function clock(nanos, decimals) {
  const date = new Date(Number(nanos / 1000000n));
  const two = (number) => String(number).padStart(2, '0');
  const fraction = String(nanos % 1000000000n).padStart(9, '0').substring(0, decimals);
  return two(date.getHours()) + ':' + two(date.getMinutes()) + ':' + two(date.getSeconds()) + (fraction && '.' + fraction);
}

function day(nanos) {
  return DAY.format(new Date(Number(nanos / 1000000n)));
}

/** As --at takes it. */
function utc(nanos) {
  const seconds = new Date(Number(nanos / 1000000n)).toISOString().substring(0, 19);
  return seconds + '.' + String(nanos % 1000000000n).padStart(9, '0') + 'Z';
}

/** Nanoseconds since 1970 of what `utc` writes, also with fewer decimals; undefined of other text. */
function nanosOf(text) {
  const parts = text.match(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/);
  const millis = parts === null ? NaN : Date.parse(parts[1] + 'Z');
  return Number.isNaN(millis) ? undefined : BigInt(millis) * 1000000n + BigInt((parts[2] ?? '').padEnd(9, '0'));
}

/** `Class.method` of `pkg.Class.method`. */
function shortened(name) {
  return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
}
