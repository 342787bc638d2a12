// SPDX-License-Identifier: GPL-2.0
/*
 * What a static libhwloc asks for and a static program cannot or must not
 * have. Linked into static builds only.
 *
 * libudev exists only as a shared library; hwloc wants it for names of block
 * devices, which we never ask for, and takes NULL for "no udev". Plug-ins
 * would be dlopen()ed with a second libc into a static program: the link
 * wraps the calls (--wrap=dlopen ...) and hwloc finds none.
 */
#include <stddef.h>

#define STUB __attribute__((unused))

void *udev_new(void)
{
	return NULL;
}

void *udev_unref(void *udev STUB)
{
	return NULL;
}

void *udev_device_new_from_subsystem_sysname(void *udev STUB, const char *subsystem STUB,
					     const char *sysname STUB)
{
	return NULL;
}

const char *udev_device_get_property_value(void *device STUB, const char *key STUB)
{
	return NULL;
}

void *udev_device_unref(void *device STUB)
{
	return NULL;
}

void *__wrap_dlopen(const char *file STUB, int mode STUB)
{
	return NULL;
}

void *__wrap_dlsym(void *handle STUB, const char *name STUB)
{
	return NULL;
}

int __wrap_dlclose(void *handle STUB)
{
	return -1;
}

char *__wrap_dlerror(void)
{
	return "plug-ins are not loaded into a static program";
}
