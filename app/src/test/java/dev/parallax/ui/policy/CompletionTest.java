package dev.parallax.ui.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionTest {
    private static final String SCHEMA = """
            session { userId Int role String }
            record Workspace { @public id Int @id name String members @link(Membership.workspaceId) }
            record Membership { @public id Int @id workspaceId Int userId Int }
            record Post {
                @allow(query) { %s }
                id Int @id
                workspaceId Int
                authorUserId Int
                workspace @link(workspaceId, Workspace.id)
            }
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', textBlock = """
            auth|                                        ; authorUserId
            Session.|                                    ; userId, role
            Session.r|                                   ; role
            Or(authorUserId == Session.u|                ; userId
            exists |                                     ; workspace
            exists workspace.|                           ; members
            exists workspace.members { |                 ; id, workspaceId, userId, Session., And(, Or(, Not(, exists, True, False, Null, in, not in, startsWith
            exists workspace.members { userId == 1 } wo| ; workspaceId
            Tr|                                          ; True
            sta|                                         ; startsWith
            "auth|"                                      ; ''
            // auth|                                     ; ''
            """)
    void proposesWhatFitsInAPermission(String permission, String expected) {
        assertThat(proposed(SCHEMA.formatted(permission))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', textBlock = """
            |                                 ; record, session
            rec|                              ; record
            record Post { @|                  ; @allow, @public, @topic, @unique, @index, @id, @default, @link
            record Post { @al|                ; @allow
            record Post { @allow(que|         ; query
            record Post { title S|            ; String
            session { role B|                 ; Bool
            record Post { a Int @unique(|     ; a
            record Post { a Int b @link(a, P| ; Post
            record Post { a Int b @link(Post.|; id, a
            record |                          ; ''
            """)
    void proposesWhatFitsInADeclaration(String source, String expected) {
        assertThat(proposed(source)).isEqualTo(expected);
    }

    @Test
    void replacesTheWordThatIsBeingTyped() {
        String source = SCHEMA.formatted("authorUserId == Session.us");
        int caret = source.indexOf("Session.us") + "Session.us".length();
        Completion completion = Completion.at(source, caret);
        assertThat(source.substring(completion.start(), caret)).isEqualTo("us");
    }

    @Test
    void aWordThatIsWholeNeedsNoProposal() {
        assertThat(proposed(SCHEMA.formatted("authorUserId|"))).isEmpty();
    }

    private static String proposed(String marked) {
        int caret = marked.indexOf('|');
        String source = marked.substring(0, caret) + marked.substring(caret + 1);
        List<String> texts = Completion.at(source, caret).proposals().stream()
                .map(Completion.Proposal::text)
                .toList();
        return String.join(", ", texts);
    }
}
