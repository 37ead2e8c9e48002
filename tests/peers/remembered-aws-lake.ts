import { startBrowserHost } from "../fixtures/browser-host-process.ts";
import { connectTo } from "../fixtures/web-client.ts";

/**
 * Connects an app to a server that speaks as AWS does and makes a lake there, “Asked lake”, so that its start page lists it.
 * The app takes its keys from the environment: those that are typed into it end with the browser host.
 */
export async function rememberAwsLake(
  userData: string,
  url: string,
  place: { bucket: string; prefix: string },
): Promise<void> {
  const host = await startBrowserHost({ userData });
  const { client, close } = await connectTo(host.url);
  try {
    const endpoint = {
      url,
      pathStyle: true,
      caFile: null,
      allowPlainHttp: false,
      checksums: "when-required",
      services: "aws",
    } as const;
    const connection = {
      id: "aws",
      name: "AWS",
      signIn: { kind: "environment" },
      region: "us-east-1",
      endpoint,
    } as const;
    await client.connections.save({ connection, secretKey: null });
    const s3 = { kind: "s3", connectionId: connection.id, ...place } as const;
    const { zones } = await client.lakes.inspect({ place: s3 });
    await client.lakes.create({ place: s3, name: "Asked lake", zones });
  } finally {
    close();
    await host.close();
  }
}
