export type { Api } from './app.ts';
export type { FeedEvent } from './event-feed.ts';
export { type FoundServer, findServer } from './find-server.ts';
export { type RunningServer, type ServerOptions, startServer } from './start-server.ts';
export type { StudyIssue } from './studies/study-issues.ts';
