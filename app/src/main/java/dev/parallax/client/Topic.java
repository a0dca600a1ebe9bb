package dev.parallax.client;

/// How the rows of a record divide into spaces. Immutable.
///
/// @param record whose rows divide, such as `Post`
/// @param field whose value is the space, such as `workspaceId`
/// @param spaceRecord whose rows are the spaces, such as `Workspace`
/// @param beingRecord whose rows are the people in a space, such as `User`
public record Topic(String record, String field, String spaceRecord, String beingRecord) {}
