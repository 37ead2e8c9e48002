/** A zone, whose bucket is looked at. */
export interface ZoneAddress {
  lakeId: string;
  zoneId: string;
}
