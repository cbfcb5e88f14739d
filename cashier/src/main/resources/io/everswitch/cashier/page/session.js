// Talks to the switch. Keeps the newest state of the payment and tells it; ends by itself once the state is final.

const POLL_MS = 2_000; // the fallback while no events come
const EVENTS_RETRY_MS = 10_000; // a refused stream is tried again so often
const REQUEST_MS = 20_000; // longer than the switch takes to answer anything
const FINAL = ['succeeded', 'failed', 'canceled', 'expired'];

export function isFinal(payment) {
  return FINAL.includes(payment.status);
}

/** A request that was answered with an error. */
export class Problem extends Error {
  constructor(status, body) {
    super(`HTTP ${status}`);
    this.status = status;
    this.code = body?.code ?? null;
    this.chargeState = body?.charge_state ?? null;
    this.errors = Array.isArray(body?.errors) ? body.errors : [];
  }
}

export class Session {
  constructor(base, listener) {
    this.base = base;
    this.listener = listener; // {changed(session), offline(boolean), missing()}
    this.current = null;
    this.version = 0;
    this.clockAheadMs = 0;
    this.failures = 0;
    this.events = null;
    this.pollTimer = null;
    this.eventsTimer = null;
    this.ended = false;
  }

  /** Now, by the switch's clock: the payer's may be wrong by hours. */
  now() {
    return new Date(Date.now() - this.clockAheadMs);
  }

  async open() {
    await this.refresh();
    if (this.current && !this.ended) {
      this.listen();
    }
  }

  async refresh() {
    const before = this.version;
    try {
      const session = await this.request('GET', 'session');
      this.reached();
      // What came in by an event meanwhile is newer than this answer.
      if (this.version === before) {
        this.apply(session);
      }
      return true;
    } catch (error) {
      if (error instanceof Problem && error.status === 404) {
        this.end();
        this.listener.missing();
      } else {
        this.failures++;
        this.listener.offline(this.failures > 1 || this.current === null);
        this.poll();
      }
      return false;
    }
  }

  /** Throws a Problem if the switch refused, another error if nobody knows whether it was heard. */
  async pay(paymentMethod) {
    const before = this.version;
    const session = await this.request('POST', 'pay', { payment_method: paymentMethod });
    this.reached();
    if (this.version === before) {
      this.apply(session);
    } else {
      await this.refresh();
    }
  }

  apply(session) {
    this.version++;
    const serverTime = Date.parse(session.server_time ?? '');
    if (!Number.isNaN(serverTime)) {
      this.clockAheadMs = Date.now() - serverTime;
    }
    this.current = { payment: session.payment, banks: session.banks ?? this.current?.banks ?? [] };
    if (isFinal(session.payment)) {
      this.end();
    }
    this.listener.changed(this.current);
  }

  listen() {
    this.events?.close();
    const events = new EventSource(`${this.base}/events`);
    this.events = events;
    events.addEventListener('open', () => {
      this.reached();
      this.stopPolling();
    });
    events.addEventListener('status', (event) => this.event(event.data));
    events.addEventListener('error', () => {
      if (this.ended || this.events !== events) {
        return;
      }
      this.poll();
      if (events.readyState === EventSource.CLOSED) {
        this.events = null;
        clearTimeout(this.eventsTimer);
        this.eventsTimer = setTimeout(() => this.ended || this.listen(), EVENTS_RETRY_MS);
      }
    });
  }

  event(data) {
    let payment;
    try {
      payment = JSON.parse(data);
    } catch {
      this.poll();
      return;
    }
    if (payment && payment.status && !this.ended) {
      this.reached();
      this.apply({ payment });
    }
  }

  poll() {
    if (this.ended || this.pollTimer !== null) {
      return;
    }
    this.pollTimer = setTimeout(async () => {
      this.pollTimer = null;
      await this.refresh();
      if (this.events?.readyState !== EventSource.OPEN) {
        this.poll();
      }
      if (this.current && this.events === null && this.eventsTimer === null && !this.ended) {
        this.listen();
      }
    }, POLL_MS);
  }

  stopPolling() {
    clearTimeout(this.pollTimer);
    this.pollTimer = null;
  }

  reached() {
    this.failures = 0;
    this.listener.offline(false);
  }

  end() {
    this.ended = true;
    this.events?.close();
    this.events = null;
    clearTimeout(this.eventsTimer);
    this.stopPolling();
  }

  async request(method, path, body) {
    const headers = { Accept: 'application/json, application/problem+json' };
    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
      headers['X-Cashier'] = '1';
    }
    const response = await fetch(`${this.base}/${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
      signal: AbortSignal.timeout(REQUEST_MS),
    });
    const answer = await response.json().catch(() => null);
    if (!response.ok) {
      throw new Problem(response.status, answer);
    }
    if (!answer?.payment?.status) {
      throw new Error('not a session');
    }
    return answer;
  }
}
