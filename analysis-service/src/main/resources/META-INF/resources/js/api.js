// The REST API of this service; the page uses nothing else.

/** What the service answered instead of a result. */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

async function request(path, accept) {
  let response;
  try {
    response = await fetch(path, { headers: { Accept: accept } });
  } catch {
    throw new Problem(0, 'The service does not answer. Is it still running?');
  }
  if (response.ok) return response;
  const body = await response.json().catch(() => ({}));
  throw new Problem(response.status, body.detail ?? `the service answered ${response.status}`);
}

export async function read(path) {
  return (await request(path, 'application/json')).json();
}

/** Saves a list as a CSV file. */
export async function download(path, name) {
  const blob = await (await request(path, 'text/csv')).blob();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function experimentPath(id, part = '') {
  return `/experiments/${encodeURIComponent(id)}${part}`;
}

/**
 * Follows an experiment. `hear` gets the name and data of each event, `connected` whether the
 * stream is there and, where it is not, what the service said when it stopped, if it did. The browser
 * comes back by itself after a cut; where it gives up, this does not.
 */
export function follow(id, hear, connected) {
  const again = 3000;
  let source;
  let farewell;
  const open = () => {
    source = new EventSource(experimentPath(id, '/events'));
    source.onopen = () => {
      farewell = undefined;
      connected(true);
    };
    source.addEventListener('stopping', (event) => connected(false, farewell = JSON.parse(event.data)));
    source.onerror = () => {
      connected(false, farewell);
      if (source.readyState === EventSource.CLOSED) setTimeout(open, again);
    };
    for (const name of ['state', 'runs', 'points', 'correlations']) {
      source.addEventListener(name, (event) => hear(name, JSON.parse(event.data)));
    }
  };
  open();
  addEventListener('pagehide', () => source.close());
  addEventListener('pageshow', (event) => event.persisted && open());
}
