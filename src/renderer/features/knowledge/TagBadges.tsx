import { Badge } from "@mantine/core";

/** Tags, as many as there is room for. */
export function TagBadges({ tags, most = 4 }: { tags: readonly string[]; most?: number }) {
  const rest = tags.slice(most);
  return (
    <>
      {tags.slice(0, most).map((tag) => (
        <Badge key={tag} size="sm" flex="none" variant="outline" color="gray" tt="none">
          {tag}
        </Badge>
      ))}
      {rest.length > 0 && (
        <Badge size="sm" flex="none" variant="outline" color="gray" title={rest.join(", ")}>
          +{rest.length}
        </Badge>
      )}
    </>
  );
}
