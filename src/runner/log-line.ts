import { damagedText, type RunMessage } from './messages.ts';

/** What of a run is worth a line in its log: not every step, but what began, ended and went wrong. */
export function logLine(message: RunMessage, now = new Date()): string | undefined {
  const text = textOf(message);
  return text === undefined ? undefined : `${now.toISOString()} ${text}\n`;
}

function textOf(message: RunMessage): string | undefined {
  switch (message.kind) {
    case 'started':
      return `device ${message.reason}`;
    case 'training':
      return `${message.label} begins after ${message.step} of ${message.steps} steps`;
    case 'trained':
      return `${message.label} ends after ${message.epochs} epochs${message.isCutShort ? ', stopped' : ''}`;
    case 'damaged':
      return damagedText(message);
    case 'room':
      return message.isFull ? 'the disk is full: waits' : 'there is room: goes on';
    case 'pause':
      return message.isPaused ? 'paused' : 'goes on';
    case 'ended':
      return `${message.ending}${message.folder === undefined ? '' : `: ${message.folder}`}`;
    case 'failed':
      return message.failure.complaint ? message.failure.message : message.failure.stack;
    default:
      return undefined;
  }
}
