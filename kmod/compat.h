/* SPDX-License-Identifier: GPL-2.0 */
/* What kernels since 6.1 name differently. The only file that asks for the version. */
#ifndef RMAPLOCK_COMPAT_H
#define RMAPLOCK_COMPAT_H

#include <linux/mm.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 3, 0)
static inline void vm_flags_mod(struct vm_area_struct *vma, unsigned long set, unsigned long clear)
{
	vma->vm_flags = (vma->vm_flags | set) & ~clear;
}
#endif

#endif /* RMAPLOCK_COMPAT_H */
