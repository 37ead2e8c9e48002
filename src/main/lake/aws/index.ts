export { AwsConnections } from "./connection/aws-connections.ts";
