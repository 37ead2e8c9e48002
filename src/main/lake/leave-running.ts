/**
 * Reason of an abort that ends the wait for an execution and not the execution: what a service runs by itself goes on,
 * and is attached to again by its id.
 */
export class LeaveRunning extends Error {
  override readonly name = "LeaveRunning";

  constructor() {
    super("Nobody waits here any more; the service may go on.");
  }
}
