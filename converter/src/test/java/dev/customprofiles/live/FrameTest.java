package dev.customprofiles.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.reader.StackFrame;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTest {

    @ParameterizedTest
    @CsvSource({
        "a.b.Main$Inner, run, ()V, 7, Interpreted, a.b.Main$Inner.run, a/b/Main.java, 7",
        "java.lang.Object, wait, (J)V, -1, Native, java.lang.Object.wait, java/lang/Object.java, 0",
        "libc.so.6, malloc, ()L;, 0, Native, libc.so.6.malloc, '', 0",
        "libjvm.so, os::malloc, ()L;, 0, C++, libjvm.so.os::malloc, '', 0",
        "'', start_thread, ()L;, 0, Native, start_thread, '', 0",
        "'', finish_task_switch.isra.0, (Lk;)L;, 0, Kernel, finish_task_switch.isra.0, '', 0",
        "a.b.Main, main, '', 3, '', a.b.Main.main, a/b/Main.java, 3",
    })
    void onlyJavaMethodsHaveASourceFile(
            String className,
            String method,
            String descriptor,
            int line,
            String type,
            String function,
            String file,
            int shownLine) {
        StackFrame recorded = new StackFrame(className, method, descriptor, line, false, type);
        assertEquals(new Frame(function, file, shownLine), Frame.of(className, method, line, recorded.isNative()));
    }
}
