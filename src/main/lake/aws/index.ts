export { createAwsLakes } from "./aws-lakes.ts";
export { AwsConnections } from "./connection/aws-connections.ts";
