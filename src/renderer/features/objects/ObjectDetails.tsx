import { Tabs } from "@mantine/core";
import { type ObjectAddress, isFolderPath } from "../../../shared/domain/object-address.ts";
import { BucketView } from "./bucket/BucketView.tsx";
import { FactsView } from "./details/FactsView.tsx";
import { LinkForm } from "./details/LinkForm.tsx";
import { VersionList } from "./versions/VersionList.tsx";

/** The dialog stands in the middle of the window: without it the tabs would move from under the pointer. */
const LEAST_HEIGHT = 360;

/** What a store knows of an object beside its bytes, and of the bucket that it is in. */
export function ObjectDetails({ address }: { address: ObjectAddress }) {
  const isFolder = isFolderPath(address.path);
  return (
    <Tabs defaultValue={isFolder ? "versions" : "details"} keepMounted={false} mih={LEAST_HEIGHT}>
      <Tabs.List mb="sm">
        {!isFolder && <Tabs.Tab value="details">Details</Tabs.Tab>}
        <Tabs.Tab value="versions">Versions</Tabs.Tab>
        {!isFolder && <Tabs.Tab value="link">Link</Tabs.Tab>}
        <Tabs.Tab value="bucket">Bucket</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="details">
        <FactsView address={address} />
      </Tabs.Panel>
      <Tabs.Panel value="versions">
        <VersionList address={address} />
      </Tabs.Panel>
      <Tabs.Panel value="link">
        <LinkForm address={address} />
      </Tabs.Panel>
      <Tabs.Panel value="bucket">
        <BucketView zone={{ lakeId: address.lakeId, zoneId: address.zoneId }} />
      </Tabs.Panel>
    </Tabs>
  );
}
