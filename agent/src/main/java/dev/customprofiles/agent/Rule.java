package dev.customprofiles.agent;

import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Type;

/**
 * A profile, and where its objects are opened and closed.
 *
 * @param profile its name
 * @param unit of the objects' weights; null if they have none
 * @param weak whether objects leave the profile when they are garbage collected
 * @param withoutJdk whether what the JDK opens for itself is left out, unless the user says what to leave out
 * @param clauses at least one opens
 */
record Rule(String profile, String unit, boolean weak, boolean withoutJdk, List<Clause> clauses) {

    /**
     * A method, and which of its values is opened when it returns, or closed when it is entered.
     *
     * @param opens whether it opens
     * @param type the class that declares the method, dotted
     * @param subtypes whether subtypes of the class count too
     * @param method the method's name; {@code <init>} for constructors
     * @param arguments their types as in source; null for any
     * @param object what is opened or closed
     * @param weight the argument that is the weight; null if there is none
     * @param label what the label is made of; null if there is none
     */
    record Clause(
            boolean opens,
            String type,
            boolean subtypes,
            String method,
            List<String> arguments,
            Value object,
            Value weight,
            Value label) {

        /** Whether a method with this descriptor has the arguments that the clause names, if it names any. */
        boolean hasArguments(String descriptor) {
            return arguments == null
                    || Arrays.stream(Type.getArgumentTypes(descriptor))
                            .map(Type::getClassName)
                            .toList()
                            .equals(arguments);
        }

        /** As in a rule: {@code open java.io.FileInputStream.<init>(java.io.File)}. */
        @Override
        public String toString() {
            return (opens ? "open " : "close ")
                    + type
                    + (subtypes ? "+." : ".")
                    + method
                    + (arguments == null ? "" : "(" + String.join(",", arguments) + ")");
        }
    }

    /**
     * A value of a call.
     *
     * @param kind which one
     * @param index of an argument, from 0
     * @param text of a constant
     */
    record Value(Kind kind, int index, String text) {

        enum Kind {
            THIS,
            RETURN,
            ARGUMENT,
            CONSTANT
        }

        static final Value THIS = new Value(Kind.THIS, -1, null);
        static final Value RETURN = new Value(Kind.RETURN, -1, null);
    }
}
