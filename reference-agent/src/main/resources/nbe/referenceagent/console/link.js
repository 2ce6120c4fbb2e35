// The page's connection to the agent: an NEA like any other. Comes back by itself when the agent was away.

export const socketUrl = (location.protocol === 'https:' ? 'wss://' : 'ws://') + location.host + '/';

const FIRST_RETRY_MS = 500, LONGEST_RETRY_MS = 10000, STEADY_MS = 10000;

/** on: opened(), closed(wasOpen), said(message), nonsense(text). */
export class Link {
  constructor(on) {
    this.on = on;
    this.socket = null;
    this.retryMs = FIRST_RETRY_MS;
    this.counter = 0;
    this.waiting = new Map();
  }

  connect() {
    const mine = this.socket = new WebSocket(socketUrl);
    let opened = 0;
    mine.onopen = () => { opened = Date.now(); this.on.opened(); };
    mine.onmessage = event => this.receive(event.data);
    mine.onclose = () => {
      this.waiting.clear();
      this.on.closed(opened > 0);
      this.retryMs = opened && Date.now() - opened > STEADY_MS ? FIRST_RETRY_MS : Math.min(LONGEST_RETRY_MS, this.retryMs * 2);
      setTimeout(() => this.connect(), this.retryMs);
    };
  }

  get open() { return this.socket !== null && this.socket.readyState === WebSocket.OPEN; }

  /** Sends a request; answered is called with the answer, if one comes on this connection. */
  ask(operation, payload, answered) {
    if (!this.open) return;
    const exchange = 'console-' + ++this.counter;
    if (answered) this.waiting.set(exchange, answered);
    this.socket.send(JSON.stringify({operation, exchange, payload, status: 0, error: {}}));
  }

  receive(text) {
    let message;
    try { message = JSON.parse(text); } catch (bad) { this.on.nonsense(bad.message); return; }
    const answered = this.waiting.get(message.exchange);
    if (answered) {
      this.waiting.delete(message.exchange);
      answered(message);
    } else {
      this.on.said(message);
    }
  }
}
