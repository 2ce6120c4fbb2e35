/*
 * For try-wine only: lets serial reads under Wine end in time.
 *
 * jSerialComm asks for "what is there, or wait up to 100 ms for the first byte" as Windows documents it: multiplier MAXDWORD,
 * constant 100 (COMMTIMEOUTS). Wine 8 multiplies, and such a read ends when its buffer is full. Loaded as a JVM agent, this
 * takes the place of two functions in this process: the time-outs become "what is there, at once", which Wine knows, and a
 * read that found nothing waits 10 ms. A byte is then read up to 10 ms late; nothing else differs.
 */
#include <string.h>
#include <windows.h>
#include <winioctl.h>

#define IOCTL_SET_TIMEOUTS CTL_CODE(FILE_DEVICE_SERIAL_PORT, 7, METHOD_BUFFERED, FILE_ANY_ACCESS)

static HANDLE serial_port;

static BOOL WINAPI set_timeouts(HANDLE port, COMMTIMEOUTS *timeouts) {
    COMMTIMEOUTS ours = *timeouts;
    DWORD returned;
    if (ours.ReadTotalTimeoutMultiplier == MAXDWORD) {
        ours.ReadIntervalTimeout = MAXDWORD;
        ours.ReadTotalTimeoutMultiplier = 0;
        ours.ReadTotalTimeoutConstant = 0;
        serial_port = port;
    }
    return DeviceIoControl(port, IOCTL_SET_TIMEOUTS, &ours, sizeof ours, NULL, 0, &returned, NULL);
}

static BOOL WINAPI overlapped_result(HANDLE file, OVERLAPPED *overlapped, DWORD *bytes, BOOL wait) {
    BOOL done = GetOverlappedResultEx(file, overlapped, bytes, wait ? INFINITE : 0, FALSE);
    if (done && file == serial_port && *bytes == 0) {
        Sleep(10);
    }
    return done;
}

/* Overwrites the beginning of a function with a jump to another: mov rax, address; jmp rax. */
static BOOL replace(const char *name, void *with) {
    unsigned char jump[12] = {0x48, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xe0};
    void *function = (void *)GetProcAddress(GetModuleHandleA("kernelbase.dll"), name);
    DWORD before;
    memcpy(jump + 2, &with, sizeof with);
    if (function == NULL || !VirtualProtect(function, sizeof jump, PAGE_EXECUTE_READWRITE, &before)) {
        return FALSE;
    }
    memcpy(function, jump, sizeof jump);
    return FlushInstructionCache(GetCurrentProcess(), function, sizeof jump);
}

/* What the JVM calls of an agent; 0: fine. */
__declspec(dllexport) int __stdcall Agent_OnLoad(void *vm, char *options, void *reserved) {
    (void)vm, (void)options, (void)reserved;
    return replace("SetCommTimeouts", (void *)set_timeouts) && replace("GetOverlappedResult", (void *)overlapped_result) ? 0 : 1;
}
