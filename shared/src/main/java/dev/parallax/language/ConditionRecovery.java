package dev.parallax.language;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/// After a syntax error in a condition, goes on behind the brace that closes it: the rest of one condition is
/// not worth guessing at, the rest of the record is. Elsewhere the parser finds its way as usual. Confined to
/// one parse.
final class ConditionRecovery extends DefaultErrorStrategy {
    @Override
    public void recover(Parser parser, RecognitionException exception) {
        SchemaParser.PermissionContext condition = enclosingCondition(parser.getContext());
        if (condition == null) {
            super.recover(parser, exception);
            return;
        }
        beginErrorCondition(parser);
        skipToEnd(parser, condition);
        // Inner rules leave the brace to the condition, which takes it as its own end.
        if (parser.getContext() == condition && parser.getCurrentToken().getType() == SchemaParser.RBRACE) {
            parser.consume();
        }
    }

    /// A missing brace is made up only where the condition has certainly ended.
    @Override
    protected boolean singleTokenInsertion(Parser parser) {
        return (!(parser.getContext() instanceof SchemaParser.PermissionContext)
                        || endsConditions(parser.getCurrentToken()))
                && super.singleTokenInsertion(parser);
    }

    /// A superfluous token is skipped with the rest of its condition: behind it there is often a second one.
    @Override
    protected @Nullable Token singleTokenDeletion(Parser parser) {
        return enclosingCondition(parser.getContext()) == null ? super.singleTokenDeletion(parser) : null;
    }

    private static SchemaParser.@Nullable PermissionContext enclosingCondition(ParserRuleContext context) {
        RuleContext candidate = context;
        while (candidate != null && !(candidate instanceof SchemaParser.PermissionContext)) {
            candidate = candidate.getParent();
        }
        return (SchemaParser.PermissionContext) candidate;
    }

    private static void skipToEnd(Parser parser, SchemaParser.PermissionContext condition) {
        int depth = openBraces(parser.getInputStream(), condition, parser.getCurrentToken());
        while (!endsConditions(parser.getCurrentToken())) {
            switch (parser.getCurrentToken().getType()) {
                case SchemaParser.LBRACE -> depth++;
                case SchemaParser.RBRACE -> depth--;
                default -> {}
            }
            if (depth == 0) {
                return;
            }
            parser.consume();
        }
    }

    /// How many braces are open just before `here`, counting the condition's own.
    private static int openBraces(TokenStream tokens, SchemaParser.PermissionContext condition, Token here) {
        int depth = 0;
        for (int index = condition.getStart().getTokenIndex(); index < here.getTokenIndex(); index++) {
            depth += switch (tokens.get(index).getType()) {
                case SchemaParser.LBRACE -> 1;
                case SchemaParser.RBRACE -> -1;
                default -> 0;
            };
        }
        return Math.max(1, depth);
    }

    private static boolean endsConditions(Token token) {
        return switch (token.getType()) {
            case SchemaParser.DIRECTIVE, SchemaParser.RECORD, SchemaParser.SESSION, Token.EOF -> true;
            default -> false;
        };
    }
}
