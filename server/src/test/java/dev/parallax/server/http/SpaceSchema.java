package dev.parallax.server.http;

/// A world whose workspaces have a door that opens and closes with a field. Stateless.
final class SpaceSchema {
    static final String TEXT = """
            session { userId Int role String }
            record User {
                @public
                id Int @id
                name String
            }
            record Workspace {
                @allow(query) { Or(open == True, Session.role == "admin") }
                @allow(insert, update, delete) { Session.role == "admin" }
                id Int @id
                name String
                open Bool @default(True)
                members @link(Membership.workspaceId)
            }
            record Membership {
                @public
                id Int @id
                workspaceId Int
                userId Int
            }
            record Post {
                @allow(query) { Or(authorUserId == Session.userId, published == True, Session.role == "admin") }
                @allow(insert, update, delete) { Or(authorUserId == Session.userId, Session.role == "admin") }
                @topic(workspaceId)
                id Int @id
                workspaceId Int
                authorUserId Int
                title String
                content String
                published Bool @default(False)
                workspace @link(workspaceId, Workspace.id)
            }
            """;

    private SpaceSchema() {}
}
